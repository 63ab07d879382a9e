namespace Commands.Streams.Testing.Simulating;

/// <summary>The process of an instance has ended in the middle of a call. Its memory is dropped with the worker's stack.</summary>
internal sealed class SimulatedCrashException(int instance) : Exception($"Instance {instance} crashed, because the simulation wanted it to.");
