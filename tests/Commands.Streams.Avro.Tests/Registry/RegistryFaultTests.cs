using Commands.Streams.Avro.Tests.Support;
using Commands.Streams.Serialization;
using Confluent.SchemaRegistry;

namespace Commands.Streams.Avro.Tests.Registry;

internal sealed class RegistryFaultTests
{
    private static readonly byte[] Data = [0, 0, 0, 0, 7, 2, 4, (byte)'h', (byte)'i'];

    [Test]
    public async Task A_registry_that_is_down_at_the_start_is_asked_until_it_is_there()
    {
        using var registry = new StubRegistry();
        using var serdes = Connect(registry);
        var serde = serdes.Serde<DispatchProduct>();
        var call = () => serde.Deserialize(Data, SerdeCalls.Value("orders"));
        var notReady = call.Should()
            .Throw<SerdeNotReadyException>()
            .WithMessage("The schema with id 7 is being fetched for the value of topic 'orders'.").Which;

        await Until(() => registry.Requests > 1);
        notReady.Ready.IsCompleted.Should().BeFalse();
        registry.Answer = _ => Task.FromResult(StubRegistry.Schema(Ksql.Schema));
        await notReady.Ready.WaitAsync(SerdeCalls.Deadline);

        call().Should().Be(new DispatchProduct("hi"));
    }

    [Test]
    public async Task A_registry_that_goes_away_in_mid_flight_only_holds_up_ids_that_are_new()
    {
        using var registry = new StubRegistry { Answer = _ => Task.FromResult(StubRegistry.Schema(Ksql.Schema)) };
        using var serdes = Connect(registry, TimeSpan.FromMilliseconds(300));
        var serde = serdes.Serde<DispatchProduct>();
        await SerdeCalls.DeserializeAsync(serde, Data);

        registry.Answer = _ => Task.FromResult((500, "down"));

        serde.Deserialize(Data, SerdeCalls.Value("orders")).Address.Should().Be("hi");
        var next = () => SerdeCalls.DeserializeAsync(serde, [0, 0, 0, 0, 8, 2, 4, (byte)'h', (byte)'i']);
        await next.Should()
            .ThrowAsync<SchemaRegistryUnavailableException>()
            .WithMessage($"The schema registry {registry.Url} was asked for the schema with id 8 and did not answer within *");
        registry.Answer = _ => Task.FromResult(StubRegistry.Schema(Ksql.Schema));
        (await next()).Address.Should().Be("hi", "what was not answered is asked again");
    }

    [Test]
    public async Task A_slow_registry_holds_up_nobody_but_the_record()
    {
        var release = new TaskCompletionSource();
        using var registry = new StubRegistry
        {
            Answer = async _ =>
            {
                await release.Task;
                return StubRegistry.Schema(Ksql.Schema);
            },
        };
        using var serdes = Connect(registry);
        var serde = serdes.Serde<DispatchProduct>();
        var call = () => serde.Deserialize(Data, SerdeCalls.Value("orders"));
        call.Should().Throw<SerdeNotReadyException>();
        call.Should().Throw<SerdeNotReadyException>();
        await Until(() => registry.Requests > 0);

        release.SetResult();

        (await SerdeCalls.DeserializeAsync(serde, Data)).Address.Should().Be("hi");
        registry.Requests.Should().Be(1);
    }

    [Test]
    public async Task Garbage_is_no_answer_and_the_message_says_so()
    {
        using var registry = new StubRegistry { Answer = _ => Task.FromResult((200, "<html>Welcome</html>")) };
        using var serdes = Connect(registry, TimeSpan.FromMilliseconds(300));

        var read = () => SerdeCalls.DeserializeAsync(serdes.Serde<DispatchProduct>(), Data);

        await read.Should().ThrowAsync<SchemaRegistryUnavailableException>()
            .WithMessage("*The reply does not follow the registry's protocol*Check the address.*");
    }

    [Test]
    public async Task An_id_that_the_registry_does_not_have_is_an_error_of_the_record()
    {
        using var registry = new StubRegistry { Answer = _ => Task.FromResult((404, """{"error_code":40403,"message":"Schema 7 not found"}""")) };
        using var serdes = Connect(registry);

        var read = () => SerdeCalls.DeserializeAsync(serdes.Serde<DispatchProduct>(), Data);

        await read.Should().ThrowAsync<AvroSchemaException>().WithMessage(
            "The value of a record of topic 'orders' has the schema id 7 and cannot be read as DispatchProduct: the registry does not have it " +
            "(*Schema 7 not found*");
        await read.Should().ThrowAsync<AvroSchemaException>();
        registry.Requests.Should().Be(1, "a no is remembered");
    }

    [Test]
    public async Task An_incompatible_schema_names_subject_and_difference()
    {
        const string Registered = """{"type":"record","name":"DispatchProduct","fields":[{"name":"Address","type":"int"}]}""";
        using var registry = new StubRegistry
        {
            Answer = path => Task.FromResult(path.EndsWith("/versions/latest", StringComparison.Ordinal)
                ? (200, $$"""{"subject":"orders-value","version":1,"id":3,"schema":{{System.Text.Json.JsonSerializer.Serialize(Registered)}}}""")
                : (409, """{"error_code":409,"message":"Schema being registered is incompatible"}""")),
        };
        using var serdes = Connect(registry);

        var write = () => SerdeCalls.SerializeAsync(serdes.Serde<DispatchProduct>(), new DispatchProduct("x"));

        await write.Should().ThrowAsync<AvroSchemaException>().WithMessage(
            "The registry refuses record '*DispatchProduct' for subject 'orders-value': *incompatible*'DispatchProduct.Address' was written as int " +
            "and cannot be read as string*");
    }

    private static AvroSerdes Connect(StubRegistry registry, TimeSpan? retryFor = null) => new(
        new SchemaRegistryConfig { Url = registry.Url, MaxRetries = 1, RetriesWaitMs = 10, RetriesMaxWaitMs = 20 },
        new AvroSerdeOptions { RetryFor = retryFor ?? TimeSpan.FromSeconds(30) });

    private static async Task Until(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(SerdeCalls.Deadline);
        while (!condition())
        {
            await Task.Delay(10, deadline.Token);
        }
    }
}
