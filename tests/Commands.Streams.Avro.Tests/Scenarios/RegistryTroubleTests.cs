using Commands.Streams.Avro.Tests.Support;
using Commands.Streams.Kafka;
using Confluent.Kafka;

namespace Commands.Streams.Avro.Tests.Scenarios;

/// <summary>A registry is in trouble for longer than a group waits for a member that does not poll: nothing is lost, and nobody is taken for dead.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class RegistryTroubleTests
{
    private static readonly TimeSpan Trouble = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [TestCase(RegistryTrouble.Down, KafkaGroupProtocol.Consumer, "did not answer when asked for the schema with id 8: *Connection refused*")]
    [TestCase(
        RegistryTrouble.Slow, KafkaGroupProtocol.Classic,
        "is not ready for dispatch_products-0@1; the record waits: The schema with id 8 is being fetched for the value of topic 'dispatch_products'.")]
    [TestCase(
        RegistryTrouble.Garbage, KafkaGroupProtocol.Classic,
        "did not answer when asked for the schema with id 8: The reply does not follow the registry's protocol*Check the address.*")]
    public async Task Records_with_a_new_schema_wait_while_others_are_read_and_no_partition_moves(
        RegistryTrouble trouble, KafkaGroupProtocol protocol, string message)
    {
        await using var shop = new Shop(protocol);
        using var serdes = shop.Connect(Long);
        await shop.StartAsync(serdes.Serde<DispatchProduct>(), serdes.Serde<DispatchReceipt>());
        await shop.OrderAsync(Shop.KnownId, partition: 0, first: 1, count: 1);
        await shop.OrderAsync(Shop.KnownId, partition: 1, first: 11, count: 1);
        await shop.UntilAnsweredAsync(2);

        var others = new TaskCompletionSource();
        var end = Begin(shop, trouble, "/schemas/ids/8", others.Task);
        await shop.OrderAsync(Shop.NewId, partition: 0, first: 2, count: 3);
        await shop.OrderAsync(Shop.KnownId, partition: 0, first: 5, count: 1);
        await shop.OrderAsync(Shop.KnownId, partition: 1, first: 12, count: 3);
        await shop.UntilAnsweredAsync(5);
        others.SetResult();
        await end;
        await shop.UntilAnsweredAsync(9);

        shop.Handled.Where(address => address.Length == 1).Should().Equal("1", "2", "3", "4", "5");
        shop.Handled.Where(address => address.Length == 2).Should().Equal("11", "12", "13", "14");
        shop.Answered.Should().BeEquivalentTo([1, 2, 3, 4, 5, 11, 12, 13, 14]);
        AssertNoRebalance(shop);
        shop.Log.Texts.Should().Contain(text => Matches(text, $"*{message}"));
    }

    [TestCase(
        RegistryTrouble.Down, KafkaGroupProtocol.Classic,
        "did not answer when asked for the registration of a schema of subject 'dispatch_receipts-value': *Connection refused*")]
    [TestCase(
        RegistryTrouble.Slow, KafkaGroupProtocol.Consumer,
        "The registry is being asked for the id of record '*DispatchReceipt' for the value of topic 'dispatch_receipts'.")]
    [TestCase(
        RegistryTrouble.Garbage, KafkaGroupProtocol.Consumer,
        "did not answer when asked for the registration of a schema of subject 'dispatch_receipts-value': The reply does not follow the registry's protocol*")]
    public async Task Records_that_cannot_be_written_yet_wait_and_no_partition_moves(RegistryTrouble trouble, KafkaGroupProtocol protocol, string message)
    {
        await using var shop = new Shop(protocol);
        using var serdes = shop.Connect(Long);
        await SerdeCalls.DeserializeAsync(serdes.Serde<DispatchProduct>(), [0, 0, 0, 0, Shop.KnownId, 2, 0]);
        var end = Begin(shop, trouble, "/subjects/dispatch_receipts-value/versions", Task.CompletedTask);
        await shop.StartAsync(serdes.Serde<DispatchProduct>(), serdes.Serde<DispatchReceipt>());

        await shop.OrderAsync(Shop.KnownId, partition: 0, first: 1, count: 20);
        await end;
        await shop.UntilAnsweredAsync(20);

        shop.Handled.Should().Equal(Enumerable.Range(1, 20).Select(id => $"{id}"));
        shop.Answered.Should().BeEquivalentTo(Enumerable.Range(1, 20));
        AssertNoRebalance(shop);
        shop.Log.Texts.Should().Contain(text => Matches(text, $"*{message}"));
    }

    [Test]
    public async Task A_registry_that_stays_away_stops_the_application_with_the_reason_and_the_next_one_goes_on_where_it_was()
    {
        await using var shop = new Shop();
        using (var serdes = shop.Connect(TimeSpan.FromSeconds(2)))
        {
            await shop.StartAsync(serdes.Serde<DispatchProduct>(), serdes.Serde<DispatchReceipt>());
            await shop.OrderAsync(Shop.KnownId, partition: 0, first: 1, count: 1);
            await shop.UntilAnsweredAsync(1);
            shop.Registry.GoDown();
            await shop.OrderAsync(Shop.NewId, partition: 0, first: 2, count: 2);

            var failure = await shop.FailureAsync();

            failure.ToString()
                .Should()
                .Match(
                    "*SchemaRegistryUnavailableException*The schema registry http://127.0.0.1:* was asked for the schema with id 8 and did not " +
                    "answer within 00:00:0*: *Connection refused*");
        }

        shop.Registry.ComeBack();
        using var again = shop.Connect(Long);
        await shop.StartAsync(again.Serde<DispatchProduct>(), again.Serde<DispatchReceipt>());
        await shop.UntilAnsweredAsync(3);

        shop.Handled.Should().Equal("1", "2", "3");
        shop.Answered.Should().BeEquivalentTo([1, 2, 3]);
    }

    /// <summary>That the tests above can fail: whoever blocks for as long loses the partitions.</summary>
    [Test]
    public async Task A_deserializer_that_blocks_for_as_long_is_taken_for_dead()
    {
        await using var shop = new Shop();
        using var serdes = shop.Connect(Long);
        var blocking = new BlockingPair();
        await shop.StartAsync(ConfluentSerdes.From<DispatchProduct>(blocking, blocking), serdes.Serde<DispatchReceipt>());

        await shop.OrderAsync(Shop.KnownId, partition: 0, first: 1, count: 1);
        await shop.UntilAnsweredAsync(1);

        shop.Log.CountOf("Lost").Should().BeGreaterThan(0);
        shop.States.Skip(2).Should().Contain(ApplicationState.Rebalancing);
    }

    private static void AssertNoRebalance(Shop shop)
    {
        shop.Log.CountOf("Assigned").Should().Be(1);
        shop.Log.CountOf("Revoked").Should().Be(0);
        shop.Log.CountOf("Lost").Should().Be(0);
        shop.Log.CountOf("TasksReset").Should().Be(0);
        shop.States.Should().Equal(ApplicationState.Rebalancing, ApplicationState.Running);
    }

    /// <summary>Begins the trouble, which lasts its time, and until something else has ended.</summary>
    /// <returns>Ends with it.</returns>
    private static async Task Begin(Shop shop, RegistryTrouble trouble, string path, Task until)
    {
        var over = Task.WhenAll(Task.Delay(Trouble), until);
        switch (trouble)
        {
            case RegistryTrouble.Down:
                shop.Registry.GoDown();
                break;
            case RegistryTrouble.Slow:
                shop.Registry.Answer = async asked =>
                {
                    await (asked == path ? over : Task.CompletedTask);
                    return Shop.Answer(asked);
                };
                break;
            default:
                shop.Registry.Answer = asked => Task.FromResult(asked == path ? (200, "<html>Welcome</html>") : Shop.Answer(asked));
                break;
        }

        await over;
        if (trouble == RegistryTrouble.Down)
        {
            shop.Registry.ComeBack();
        }

        shop.Registry.Answer = asked => Task.FromResult(Shop.Answer(asked));
    }

    private static bool Matches(string text, string pattern) =>
        System.Text.RegularExpressions.Regex.IsMatch(text, System.Text.RegularExpressions.Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal));

    /// <summary>Takes its time with the first value that it reads.</summary>
    private sealed class BlockingPair : ISerializer<DispatchProduct>, IDeserializer<DispatchProduct>
    {
        private int _calls;

        public byte[] Serialize(DispatchProduct data, SerializationContext context) => [];

        public DispatchProduct Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
        {
            if (Interlocked.Increment(ref _calls) == 1)
            {
                using var never = new ManualResetEventSlim();
                never.Wait(Trouble);
            }

            return new DispatchProduct("here");
        }
    }
}
