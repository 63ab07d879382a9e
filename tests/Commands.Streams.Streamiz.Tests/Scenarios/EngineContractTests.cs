using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Scenarios;

/// <summary>The same commands to the same subscriber on both engines: what is written is equal, byte for byte.</summary>
public sealed class EngineContractTests
{
    [TestCaseSource(typeof(CommandScripts), nameof(CommandScripts.All))]
    public void Both_engines_write_the_same(CommandScript script)
    {
        var own = OwnEngine.Run(script);
        var streamiz = StreamizEngine.Run(script);

        streamiz.Written.Should().Equal(own.Written);
        streamiz.FailureText.Should().Be(own.FailureText);
    }

    [TestCaseSource(typeof(CommandScripts), nameof(CommandScripts.All))]
    public void Every_script_does_something(CommandScript script)
    {
        var own = OwnEngine.Run(script);
        (own.Written.Count > 0 || own.Failure is not null).Should().BeTrue();
    }
}
