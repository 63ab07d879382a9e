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
}
