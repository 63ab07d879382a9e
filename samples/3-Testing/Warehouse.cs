using Commands.Streams;

namespace TestingSample;

/// <summary>What is tested: a warehouse that tries three times, and keeps what it could not dispatch.</summary>
public static class Warehouse
{
    public static readonly CommandStream<long, string> Dispatches = CommandStream.Define("dispatches", Serdes.Int64, Serdes.String, partitions: 3);

    public static readonly ResponseStream<long, string> Receipts = ResponseStream.Define("receipts", Serdes.Int64, Serdes.String, partitions: 3);

    /// <param name="carry">Takes a parcel to an address and returns its tracking number.</param>
    public static Topology Build(Func<long, string, CancellationToken, ValueTask<string>> carry) => new CommandTopology<long, string>(Dispatches)
        .Respond(Receipts)
        .Retry(attempts: 3, Backoff.Exponential(TimeSpan.FromMilliseconds(100)))
        .DeadLetterTo("dispatches-dlt")
        .Concurrency(10)
        .ForEach((command, cancellationToken) => carry(command.Key, command.Value, cancellationToken))
        .Build();
}
