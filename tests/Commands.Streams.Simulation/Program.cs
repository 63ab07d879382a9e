using Commands.Streams.SimulationRuns;

return SeedRun.Run(args);
