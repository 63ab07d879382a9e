namespace Commands.Streams.Avro.Tests.Differential;

/// <summary>Where Java's Avro and ours differ for a reason.</summary>
internal static class KnownDifferences
{
    /// <summary>
    /// Java reads numbers that are no time of day, or no point in time in the years 1 to 9999; generic values here are types of .NET, which cannot
    /// hold them.
    /// </summary>
    public static bool IsOutOfRange(Exception ours) => ours is AvroDataException && ours.Message.EndsWith("that .NET can represent.", StringComparison.Ordinal);

    /// <summary>
    /// Java checks the defaults of the writer's schema again, after it has renamed its fields by the aliases of the reader's, and then does not know
    /// some of them.
    /// </summary>
    public static bool IsRenamedDefault(string? java) => java?.Contains("Invalid default for field", StringComparison.Ordinal) is true;
}
