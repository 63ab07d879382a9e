namespace Commands.Streams;

/// <summary>When a windowed aggregation forwards results.</summary>
public enum EmitStrategy
{
    /// <summary>Whenever a window changes; with caching, once for all changes between two commits.</summary>
    OnWindowUpdate,

    /// <summary>
    /// Once for each window, when it is closed: when stream time, which only records move, has passed its end and the grace. Results of different keys come
    /// together, by window start (sessions: by end). Looked for at most once a second.
    /// </summary>
    OnWindowClose,
}
