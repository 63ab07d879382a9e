namespace Commands.Streams.Tasks.Nodes;

/// <summary>A node of one task: created from the topology's graph, linked once, and then used by the task's worker only.</summary>
internal abstract class ProcessorNode(string name)
{
    private TaskContext? _context;

    public string Name { get; } = name;

    protected TaskContext Context => _context ?? throw new InvalidOperationException($"Node '{Name}' is not part of a task yet.");

    public abstract void AddChild(ProcessorNode child);

    /// <summary>Called once before the first record, for parents before their children.</summary>
    public virtual void Initialize(TaskContext context) => _context = context;

    /// <summary>Called once when the task closes, even after a failure.</summary>
    public virtual void Close()
    {
    }
}
