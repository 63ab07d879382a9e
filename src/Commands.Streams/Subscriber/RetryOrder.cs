namespace Commands.Streams;

/// <summary>What happens to the later commands of a key while one of its commands waits in a retry topic.</summary>
public enum RetryOrder
{
    /// <summary>They are held: they follow it into the retry topics, and none is handled before it.</summary>
    Strict,

    /// <summary>They pass it. For commands whose order does not matter.</summary>
    Loose,
}
