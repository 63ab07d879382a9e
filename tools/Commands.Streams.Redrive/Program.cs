using Commands.Streams.Redrive;

return await CommandLine.RunAsync(args, Console.Out, Console.Error);
