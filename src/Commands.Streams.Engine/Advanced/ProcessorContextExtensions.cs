using Commands.Streams.Processors;

namespace Commands.Streams.Advanced;

/// <summary>Access to the task for processors of libraries on top of the engine.</summary>
public static class ProcessorContextExtensions
{
    /// <summary>
    /// Returns an object that the processors of a task share, created by the first call. It lives as long as the task: it is created again after a
    /// restart or in another instance.
    /// </summary>
    /// <typeparam name="T">The object's type.</typeparam>
    /// <param name="context">The processor's context.</param>
    /// <param name="name">The object's name, the same for all processors that share it.</param>
    /// <param name="create">Creates it.</param>
    /// <exception cref="InvalidOperationException">There is an object with that name but another type.</exception>
    public static T GetOrAddShared<T>(this ProcessorContext context, string name, Func<T> create)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(create);
        return context.Node.GetOrAddShared(name, create);
    }

    /// <summary>
    /// Returns a hash of the bytes of the input record's value, which can be compared with <see cref="BacklogRecord{TKey}.ValueHash"/>; 0 in a
    /// punctuation. Call it in <c>Process</c>.
    /// </summary>
    /// <param name="context">The processor's context.</param>
    public static int GetValueHash(this ProcessorContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Node.ValueHash;
    }

    /// <summary>
    /// Returns a copy of the bytes of the input record's key; <see langword="null"/> if the record has no key, or in a punctuation. Call it in
    /// <c>Process</c>.
    /// </summary>
    /// <param name="context">The processor's context.</param>
    public static byte[]? GetKeyAsRead(this ProcessorContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Node.KeyAsRead;
    }

    /// <summary>
    /// Passes the records of a topic beyond the group's committed offset to a callback before the task processes its first record of any topic; the
    /// task processes them as usual afterwards. A processor can use it to rebuild state that these records imply. Call it in <c>Init</c>.
    /// </summary>
    /// <typeparam name="TKey">The type of keys that the topic is read with.</typeparam>
    /// <param name="context">The processor's context.</param>
    /// <param name="topic">A topic of the same sub-topology, by its name in the cluster.</param>
    /// <param name="callback">Receives each record, in order. Records whose key cannot be read are skipped here; they fail when they are processed.</param>
    public static void ScanBacklog<TKey>(this ProcessorContext context, string topic, Action<BacklogRecord<TKey>> callback)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(callback);
        context.Node.ScanBacklog(topic, callback);
    }
}
