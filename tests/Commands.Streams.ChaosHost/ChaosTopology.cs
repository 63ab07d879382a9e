namespace Commands.Streams.ChaosHost;

/// <summary>
/// Commands with a side output before the handler and one after it: each command goes to <c>TOPIC-before</c> as it is read, and to <c>TOPIC-after</c> when its
/// handler has ended. The handler prints the command.
/// </summary>
internal static class ChaosTopology
{
    public static Topology Build(string topic, int concurrency, TimeSpan work)
    {
        var builder = new StreamsBuilder();
        var commands = builder.Stream(topic, Consumed.With(Serdes.Int64, Serdes.String));
        commands.To($"{topic}-before");
        var handled = concurrency == 0 ? commands.MapValues(value => Handle(value, work)) : commands.MapValuesAsync(
            async (command, cancellationToken) =>
            {
                await Task.Delay(work, cancellationToken);
                Console.WriteLine($"handled {command.Value}");
                return command.Value;
            },
            AsyncOptions.WithConcurrency(concurrency));
        handled.To($"{topic}-after");
        return builder.Build();
    }

    private static string Handle(string value, TimeSpan work)
    {
        Thread.Sleep(work);
        Console.WriteLine($"handled {value}");
        return value;
    }
}
