namespace Commands.Streams.Testing.Simulating.Faults;

/// <summary>A question whose answer comes when the seed lets it. What goes on with the answer does so then, on the simulation's thread.</summary>
internal sealed class LateAnswer<T>(Func<Task<T>> ask) : IThreadPoolWorkItem
{
    private readonly TaskCompletionSource<T> _answer = new();

    public Task<T> Answer => _answer.Task;

    public void Execute()
    {
        try
        {
            _answer.SetFromTask(ask());
        }
        catch (Exception exception)
        {
            _answer.SetException(exception);
        }
    }
}
