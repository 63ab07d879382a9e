using Commands.Streams.Redrive;

namespace Commands.Streams.SystemTests.Tools;

/// <summary>What the tool refuses needs no broker.</summary>
public sealed class RedriveCommandLineTests
{
    [TestCase("Option '--topic' is required.", "list", "--bootstrap-servers", "b:1")]
    [TestCase("Option '--limit' must be 1 or more.", "redrive", "--bootstrap-servers", "b:1", "--topic", "t", "--limit", "0")]
    [TestCase("Option '--property' takes name=value, not 'x'.", "redrive", "--bootstrap-servers", "b:1", "--topic", "t", "--property", "x")]
    [TestCase("'--unknown'", "show", "--bootstrap-servers", "b:1", "--topic", "t", "--partition", "0", "--offset", "0", "--unknown")]
    [TestCase("cannot be reached", "redrive", "--bootstrap-servers", "127.0.0.1:1", "--topic", "t")]
    [TestCase("into the same topic", "redrive", "--bootstrap-servers", "127.0.0.1:1", "--topic", "t", "--to", "t")]
    public async Task What_is_wrong_is_said_in_one_line_with_exit_code_2(string sentence, params string[] arguments)
    {
        var output = new StringWriter();
        var error = new StringWriter();

        var exitCode = await CommandLine.RunAsync(arguments, output, error);

        exitCode.Should().Be(2);
        error.ToString().Trim().Should().Contain(sentence).And.NotContain("\n");
        output.ToString().Should().BeEmpty();
    }
}
