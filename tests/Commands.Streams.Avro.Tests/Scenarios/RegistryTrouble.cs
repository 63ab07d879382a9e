namespace Commands.Streams.Avro.Tests.Scenarios;

/// <summary>What is wrong with a registry for a while.</summary>
public enum RegistryTrouble
{
    /// <summary>It refuses connections.</summary>
    Down,

    /// <summary>It answers after all that time.</summary>
    Slow,

    /// <summary>It answers with what is no answer.</summary>
    Garbage,
}
