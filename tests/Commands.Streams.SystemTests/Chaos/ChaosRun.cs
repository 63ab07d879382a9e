using System.Globalization;

namespace Commands.Streams.SystemTests.Chaos;

/// <summary>What tests have in common that take minutes and end processes, brokers and connections: they run where COMMANDS_STREAMS_CHAOS is 1.</summary>
internal static class ChaosRun
{
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(5);

    public static void IgnoreUnlessAsked()
    {
        if (Environment.GetEnvironmentVariable("COMMANDS_STREAMS_CHAOS") != "1")
        {
            Assert.Ignore("COMMANDS_STREAMS_CHAOS is not 1, so processes, brokers and connections are left alone.");
        }
    }

    /// <summary>A size that an environment variable may make smaller.</summary>
    public static int Size(string variable, int usual) =>
        int.Parse(
            Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? text : usual.ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture);
}
