using Commands.Streams.Processors;

namespace Commands.Streams.Advanced;

/// <summary>What processors of libraries on top of the engine ask of their task.</summary>
public static class ProcessorContextExtensions
{
    /// <summary>
    /// Returns an object that the processors of a task share, created by the first that asks. It lives as long as the task: after a restart or in another
    /// instance it is created again.
    /// </summary>
    /// <typeparam name="T">The object's type.</typeparam>
    /// <param name="context">The processor's context.</param>
    /// <param name="name">The object's name, the same for those that share it.</param>
    /// <param name="create">Creates it.</param>
    /// <exception cref="InvalidOperationException">There is an object of that name and another type.</exception>
    public static T GetOrAddShared<T>(this ProcessorContext context, string name, Func<T> create)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(create);
        return context.Node.GetOrAddShared(name, create);
    }

    /// <summary>
    /// Shows the records of a topic that the group has not committed to, before the task takes its first record of any topic; they are taken afterwards as
    /// usual. So a processor can rebuild what follows from them. Call it in <c>Init</c>.
    /// </summary>
    /// <typeparam name="TKey">The type of keys that the topic is read with.</typeparam>
    /// <param name="context">The processor's context.</param>
    /// <param name="topic">A topic of the same sub-topology, by its name in the cluster.</param>
    /// <param name="callback">Called with each record, in order. A record whose key cannot be read is left out here, and fails when it is taken.</param>
    public static void ScanBacklog<TKey>(this ProcessorContext context, string topic, Action<BacklogRecord<TKey>> callback)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(callback);
        context.Node.ScanBacklog(topic, callback);
    }
}
