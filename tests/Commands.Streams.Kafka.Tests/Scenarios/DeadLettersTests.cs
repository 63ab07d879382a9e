using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Tests.Support;
using TopicPartition = Commands.Streams.Records.TopicPartition;

namespace Commands.Streams.Kafka.Tests.Scenarios;

/// <summary>Commands that fail or cannot be read, over Kafka's protocol and in real time.</summary>
public sealed class DeadLettersTests
{
    private const string Dlt = "dispatch_products-dlt";
    private const int Count = 30;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static readonly CommandStream<long, string> Dispatch = CommandStream.Define("dispatch_products", Serdes.Int64, Serdes.String, partitions: 2);

    private static readonly ResponseStream<long, string> Receipts = ResponseStream.Define("dispatch_receipts", Serdes.Int64, Serdes.String, partitions: 2);

    [Test]
    public async Task Poison_and_failures_become_dead_letters_byte_for_byte_and_the_rest_is_handled()
    {
        using var cluster = EmbeddedCluster.Start();
        cluster.CreateTopic(Dispatch.Topic, 2);
        cluster.CreateTopic(Receipts.Topic, 2);
        cluster.CreateTopic(Dlt, 1);
        using var kafka = cluster.CreateClient();
        var topology = new CommandTopology<long, string>(Dispatch).Respond(Receipts)
            .Retry(3, Backoff.Exponential(TimeSpan.FromMilliseconds(5)).WithJitter()).DeadLetterTo(Dlt).Concurrency(16)
            .ForEach(command => command.Value == "nowhere" ? throw new InvalidOperationException("No route.") : $"to {command.Value}").Build();
        await using var warehouse = new StreamsApplication(topology, new StreamsOptions { ApplicationId = "warehouse" }, kafka);
        await warehouse.StartAsync();
        await using var client = kafka.CreateCommandClient(Dispatch);

        await PublishPoison(kafka);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, Count).Select(order => client
            .RequestAsync(order, order % 3 == 0 ? "nowhere" : "a", Receipts, Deadline).AsTask()));

        for (var order = 0; order < Count; order++)
        {
            outcomes[order].Should().Be(order % 3 == 0
                ? new CommandOutcome<string>.Failed(CommandErrors.HandlerFailed, "No route.", false)
                : new CommandOutcome<string>.Completed("to a"));
        }

        var letters = Read(cluster, Count + (Count / 3));
        letters.Where(letter => letter.Key!.Length == 3).Select(letter => (letter.Key![0], letter.Value![1])).Should()
            .BeEquivalentTo(Enumerable.Range(0, Count).Select(i => ((byte)i, (byte)i)));
        letters.Should().OnlyContain(letter => letter.Headers.LastText(DeadLetterHeaders.SpringTimestampType) == "CreateTime");
        letters.Should().OnlyContain(letter => letter.Headers.LastText(DeadLetterHeaders.SpringConsumerGroup) == "warehouse");
        await warehouse.StopAsync().WaitAsync(Deadline);
    }

    private static async Task PublishPoison(IStreamsClient kafka)
    {
        await using var publisher = kafka.CreatePublisher("poison");
        for (var i = 0; i < Count; i++)
        {
            await Publish(publisher, [(byte)i, 0xFF, 0x00], [0xC3, (byte)i], i % 2);
        }
    }

    private static Task Publish(IRecordPublisher publisher, byte[] key, byte[] value, int partition)
    {
        var record = new ProduceRecord { Key = key, HasKey = true, Value = value, HasValue = true, Partition = partition, Timestamp = 1_000 };
        return publisher.PublishAsync(Dispatch.Topic, in record, Deadline).AsTask();
    }

    private static List<TakenRecord> Read(EmbeddedCluster cluster, int count)
    {
        using var reader = new TestConsumer(cluster.BootstrapServers, "reader");
        reader.Subscribe(Dlt);
        reader.PollUntil(() => reader.Assigned.Count == 1, "assignment");
        return reader.TakeRecords(new TopicPartition(Dlt, 0), count);
    }
}
