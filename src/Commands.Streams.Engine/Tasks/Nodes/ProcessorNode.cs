namespace Commands.Streams.Tasks.Nodes;

/// <summary>A node of one task: made from the topology's graph, linked once, then used by the task's worker only.</summary>
internal abstract class ProcessorNode(string name)
{
    private TaskContext? _context;

    public string Name { get; } = name;

    protected TaskContext Context => _context ?? throw new InvalidOperationException($"Node '{Name}' is not part of a task yet.");

    /// <summary>Links a node below this one.</summary>
    public abstract void AddChild(ProcessorNode child);

    /// <summary>Called once, parents first, before the first record.</summary>
    public virtual void Initialize(TaskContext context) => _context = context;

    /// <summary>Called once when the task closes, cleanly or not.</summary>
    public virtual void Close()
    {
    }
}
