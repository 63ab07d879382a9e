using Commands.Streams.Errors;
using Commands.Streams.Kafka.Native;

namespace Commands.Streams.Kafka.Tests.Native;

public class NativeClientTests
{
    [Test]
    public void Client_is_made_from_options_by_name_and_takes_the_configuration_over()
    {
        using var configuration = new NativeConfiguration([new("bootstrap.servers", "127.0.0.1:1"), new("dotnet.cancellation.delay.max.ms", "5")]);

        using var client = NativeClient.Create(NativeClientType.Producer, configuration, NativeCallbacks.None);

        client.Handle.Should().NotBe(0);
        configuration.Handle.Should().Be(0);
    }

    [Test]
    public void Option_that_does_not_exist_is_refused_by_name()
    {
        var act = () => new NativeConfiguration([new("bootstrap.server", "x")]);

        act.Should().Throw<ClientException>().WithMessage("*'bootstrap.server'*'x'*No such configuration property*")
            .Which.Kind.Should().Be(ClientErrorKind.Fatal);
    }

    [Test]
    public void Value_that_is_refused_is_named_unless_it_is_a_secret()
    {
        using var configuration = new NativeConfiguration([]);

        configuration.Invoking(c => c.Set("acks", "most")).Should().Throw<ClientException>().WithMessage("*'acks'*'most'*");
        configuration.Invoking(c => c.Set("sasl.passwords", "hush")).Should().Throw<ClientException>().Which.Message.Should().NotContain("hush");
    }

    [Test]
    public void Options_that_contradict_each_other_are_refused_with_the_reason()
    {
        using var configuration = new NativeConfiguration([new("enable.idempotence", "true"), new("acks", "1")]);

        var act = () => NativeClient.Create(NativeClientType.Producer, configuration, NativeCallbacks.None);

        act.Should().Throw<ClientException>().WithMessage("*acks*enable.idempotence*");
    }

    [Test]
    public void Log_lines_reach_the_callback()
    {
        using var heard = new ManualResetEventSlim();
        var callbacks = new NativeCallbacks { Log = (_, _, message) => heard.Set() };
        using var configuration = new NativeConfiguration([new("bootstrap.servers", "127.0.0.1:1"), new("debug", "generic")]);

        using var client = NativeClient.Create(NativeClientType.Producer, configuration, callbacks);

        heard.Wait(TimeSpan.FromSeconds(10)).Should().BeTrue();
    }

    [Test]
    public void Token_is_asked_for_in_the_background_without_a_poll()
    {
        using var asked = new ManualResetEventSlim();
        var callbacks = new NativeCallbacks
        {
            RefreshToken = () =>
            {
                asked.Set();
                return new BearerToken("token", DateTimeOffset.MaxValue, "someone", new Dictionary<string, string> { ["cluster"] = "blue" });
            },
        };

        using var client = Secured(callbacks);

        asked.Wait(TimeSpan.FromSeconds(10)).Should().BeTrue();
    }

    [TestCase(true, "no token today")]
    [TestCase(false, "unexpired token")]
    public void Token_that_cannot_be_had_or_is_refused_is_reported_with_the_reason(bool providerFails, string reason)
    {
        var errors = new List<NativeError>();
        var callbacks = new NativeCallbacks
        {
            Error = errors.Add,
            RefreshToken = () => providerFails
                ? throw new InvalidOperationException("no token today")
                : new BearerToken("token", DateTimeOffset.UnixEpoch, "someone"),
        };
        using var client = Secured(callbacks);

        for (var i = 0; i < 500 && errors.Count == 0; i++)
        {
            _ = ClientFunctions.rd_kafka_poll(client.Handle, 20);
        }

        errors.Should().Contain(error => error.Name == "_AUTHENTICATION" && error.Reason.Contains(reason));
    }

    [Test]
    public void Statistics_and_errors_reach_their_callbacks_when_the_client_is_polled()
    {
        var json = "";
        var errors = new List<NativeError>();
        var callbacks = new NativeCallbacks { Statistics = text => json = text, Error = errors.Add };
        using var configuration = new NativeConfiguration([new("bootstrap.servers", "127.0.0.1:1"), new("statistics.interval.ms", "20")]);
        using var client = NativeClient.Create(NativeClientType.Producer, configuration, callbacks);

        for (var i = 0; i < 500 && (json.Length == 0 || errors.Count == 0); i++)
        {
            _ = ClientFunctions.rd_kafka_poll(client.Handle, 20);
        }

        json.Should().StartWith("{").And.EndWith("}").And.Contain("127.0.0.1:1");
        errors.Should().Contain(error => error.Name == "_TRANSPORT" || error.Name == "_ALL_BROKERS_DOWN");
    }

    [Test]
    public void Exception_of_a_callback_is_kept_for_the_caller_and_thrown_once()
    {
        var callbacks = new NativeCallbacks { Statistics = _ => throw new InvalidOperationException("no room") };
        using var configuration = new NativeConfiguration([new("statistics.interval.ms", "10")]);
        using var client = NativeClient.Create(NativeClientType.Producer, configuration, callbacks);

        var act = () =>
        {
            for (var i = 0; i < 500; i++)
            {
                _ = ClientFunctions.rd_kafka_poll(client.Handle, 20);
                client.ThrowIfHandlerFailed();
            }
        };

        act.Should().Throw<InvalidOperationException>().WithMessage("no room");
        client.ThrowIfHandlerFailed();
    }

    private static NativeClient Secured(NativeCallbacks callbacks)
    {
        using var configuration = new NativeConfiguration(
        [
            new("bootstrap.servers", "127.0.0.1:1"), new("security.protocol", "SASL_PLAINTEXT"), new("sasl.mechanisms", "OAUTHBEARER"),
        ]);
        return NativeClient.Create(NativeClientType.Producer, configuration, callbacks);
    }
}
