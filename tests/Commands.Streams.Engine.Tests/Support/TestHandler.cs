using System.Threading.Tasks.Sources;

namespace Commands.Streams.Tests.Support;

/// <summary>A handler that ends when the test says so; what waits for it goes on before that call returns, whatever thread it is.</summary>
internal sealed class TestHandler : IValueTaskSource<string>, IValueTaskSource
{
    private ManualResetValueTaskSourceCore<string> _source;

    public ValueTask<string> WithResult => new(this, _source.Version);

    public ValueTask WithoutResult => new(this, _source.Version);

    public void Succeed(string result = "") => _source.SetResult(result);

    public void Fail(Exception exception) => _source.SetException(exception);

    public string GetResult(short token) => _source.GetResult(token);

    void IValueTaskSource.GetResult(short token) => _source.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
