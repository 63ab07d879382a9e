namespace SalesViews;

/// <summary>Prints lines, and knows which have been printed. Any thread.</summary>
internal sealed class ViewLog(TextWriter output)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _printed = [];
    private HashSet<string> _awaited = [];
    private TaskCompletionSource _complete = new();

    public void Print(string line)
    {
        lock (_lock)
        {
            output.WriteLine(line);
            _printed.Add(line);
            if (_awaited.Remove(line) && _awaited.Count == 0)
            {
                _complete.TrySetResult();
            }
        }
    }

    /// <summary>Returns a task that completes when all of some lines have been printed. Only the latest call counts.</summary>
    public Task PrintedAsync(IEnumerable<string> lines)
    {
        lock (_lock)
        {
            _complete = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited = [.. lines.Where(line => !_printed.Contains(line))];
            if (_awaited.Count == 0)
            {
                _complete.SetResult();
            }

            return _complete.Task;
        }
    }
}
