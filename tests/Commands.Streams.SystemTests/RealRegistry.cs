namespace Commands.Streams.SystemTests;

/// <summary>The schema registry that COMMANDS_STREAMS_SCHEMA_REGISTRY names; without it these tests are ignored.</summary>
internal static class RealRegistry
{
    public static string Url()
    {
        var url = Environment.GetEnvironmentVariable("COMMANDS_STREAMS_SCHEMA_REGISTRY");
        if (string.IsNullOrEmpty(url))
        {
            Assert.Ignore("COMMANDS_STREAMS_SCHEMA_REGISTRY names no schema registry.");
        }

        return url!;
    }
}
