namespace Commands.Streams;

/// <summary>What happens to later commands with the same key while a command waits in a retry topic.</summary>
public enum RetryOrder
{
    /// <summary>They are held back: they follow it into the retry topics, and none is handled before it.</summary>
    Strict,

    /// <summary>They overtake it. For commands whose order does not matter.</summary>
    Loose,
}
