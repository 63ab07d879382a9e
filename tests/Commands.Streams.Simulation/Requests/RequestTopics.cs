namespace Commands.Streams.SimulationRuns.Requests;

/// <summary>Where requests and their replies go.</summary>
internal sealed record RequestTopics(CommandStream<int, long> Commands, ResponseStream<int, long> Responses);
