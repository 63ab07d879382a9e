using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Redriving;
using Commands.Streams.Testing.Tests.Planting;

namespace Commands.Streams.Testing.Tests.Scenarios;

/// <summary>A redrive whose producer becomes unusable goes on with another one, and writes no letter twice.</summary>
public sealed class RedriveProducerTests
{
    private const string Dlt = "orders-dlt";

    [Test]
    public async Task Letters_are_written_once_whatever_becomes_of_the_producer(
        [Values(ClientErrorKind.Abortable, ClientErrorKind.ClientLost)] ClientErrorKind kind, [Values] bool wasCommitted)
    {
        var cluster = new SimulatedCluster();
        cluster.CreateTopic("orders", 1);
        cluster.CreateTopic(Dlt, 1);
        using var inner = cluster.CreateClient();
        await WriteAsync(inner, letters: 10);
        var (failures, producers) = (2, 0);
        using var client = new BuggyClient(inner)
        {
            WrapProducer = producer =>
            {
                producers++;
                return new DoubtfulProducer(producer, () => failures-- > 0, wasCommitted, kind);
            },
        };

        var summary = await new DeadLetterTopic(client, Dlt).RedriveAsync(new RedriveOptions { BatchSize = 3 });

        summary.Redriven.Should().Be(10);
        producers.Should().Be(3, "each failure has used up one");
        var back = new List<byte>();
        await foreach (var record in new DeadLetterTopic(inner, "orders").ReadAsync())
        {
            back.Add(record.Value![0]);
        }

        back.Should().Equal(Enumerable.Range(0, 10).Select(number => (byte)number));
    }

    private static async Task WriteAsync(IStreamsClient client, int letters)
    {
        await using var publisher = client.CreatePublisher("test");
        for (byte number = 0; number < letters; number++)
        {
            await publisher.PublishAsync(Dlt, Letter(number), TimeSpan.FromSeconds(1));
        }

        static ProduceRecord Letter(byte number) => new()
        {
            Key = "k"u8,
            HasKey = true,
            Value = new[] { number },
            HasValue = true,
            Partition = 0,
            Timestamp = 1_000,
            Headers = Headers.Empty.Add(DeadLetterHeaders.Topic, "orders").Add(DeadLetterHeaders.Partition, "0"),
        };
    }

    /// <summary>A producer that cannot say what became of a transaction.</summary>
    private sealed class DoubtfulProducer(IStreamProducer inner, Func<bool> isInDoubt, bool wasCommitted, ClientErrorKind kind) : BuggyProducer(inner)
    {
        public override void CommitTransaction(TimeSpan timeout)
        {
            var inDoubt = isInDoubt();
            if (!inDoubt || wasCommitted)
            {
                base.CommitTransaction(timeout);
            }

            if (inDoubt)
            {
                throw new ClientException(kind, "_STATE", "Nobody knows what became of the transaction.");
            }
        }
    }
}
