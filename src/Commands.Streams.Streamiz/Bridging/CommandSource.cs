namespace Commands.Streams.Bridging;

/// <summary>What the tasks of one subscriber have in common.</summary>
/// <param name="Topology">The subscriber's topology; each task runs all of it.</param>
/// <param name="Options">How commands are handled.</param>
/// <param name="GivingUp">Ends when the host does not wait for handlers any longer.</param>
internal sealed record CommandSource(Topology Topology, StreamizCommandOptions Options, CancellationToken GivingUp);
