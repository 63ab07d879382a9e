namespace Commands.Streams.State;

/// <summary>Writes keys with their windows. Records are partitioned by the key alone, so that all windows of a key are in its partition.</summary>
internal interface IWindowedSerializer
{
    /// <summary>The number of bytes behind the key.</summary>
    int WindowLength { get; }
}
