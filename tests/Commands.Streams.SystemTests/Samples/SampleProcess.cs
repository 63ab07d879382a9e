using System.Diagnostics;
using System.Reflection;
using DispatchProducts.CommandLine;

namespace Commands.Streams.SystemTests.Samples;

/// <summary>The sample, or another program, as a process of its own.</summary>
internal sealed class SampleProcess : IDisposable
{
    private readonly Process _process;
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<string> _errors = [];
    private TaskCompletionSource _changed = NewSignal();

    public SampleProcess(params IReadOnlyList<string> arguments)
        : this(typeof(Sample).Assembly, arguments)
    {
    }

    /// <summary>Starts a program of another assembly.</summary>
    public SampleProcess(Assembly program, IReadOnlyList<string> arguments)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(dotnet, [program.Location, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
            EnableRaisingEvents = true,
        };
        _process.OutputDataReceived += (_, line) => Note(_lines, line.Data);
        _process.ErrorDataReceived += (_, line) => Note(_errors, line.Data);
        _process.Exited += (_, _) => Signal();
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it printed so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>What it said on standard error so far.</summary>
    public string Errors
    {
        get
        {
            lock (_lock)
            {
                return string.Join(Environment.NewLine, _errors);
            }
        }
    }

    /// <summary>Waits until what was printed, from the first line on, satisfies the condition.</summary>
    /// <param name="seen">Gets each line once.</param>
    /// <param name="condition">Asked whenever something was printed.</param>
    /// <param name="patience">How long to wait.</param>
    public async Task UntilAsync(Action<string> seen, Func<bool> condition, TimeSpan patience)
    {
        using var deadline = new CancellationTokenSource(patience);
        for (var next = 0; !condition();)
        {
            string[] lines;
            Task changed;
            lock (_lock)
            {
                lines = [.. _lines.Skip(next)];
                changed = _changed.Task;
            }

            if (lines.Length == 0)
            {
                _process.HasExited.Should().BeFalse($"it is still needed, but said:\n{Errors}");
                await WaitAsync(changed, deadline.Token, patience);
            }

            next += lines.Length;
            Array.ForEach(lines, seen);
        }
    }

    /// <summary>Waits until a line is printed.</summary>
    public Task UntilAsync(string line, TimeSpan patience)
    {
        var isSeen = false;
        return UntilAsync(text => isSeen |= text == line, () => isSeen, patience);
    }

    /// <summary>Ends it at once, as SIGKILL does.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Asks it to end, as SIGTERM does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString()]))
        {
            await kill.WaitForExitAsync();
        }

        return await ExitAsync();
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task WaitAsync(Task changed, CancellationToken cancellationToken, TimeSpan patience)
    {
        try
        {
            await changed.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException(
                $"What was awaited was not printed within {patience}. Last lines: {string.Join('|', Lines.TakeLast(3))}. It said: {Errors}");
        }
    }

    private void Note(List<string> lines, string? line)
    {
        if (line is not null)
        {
            lock (_lock)
            {
                lines.Add(line);
            }

            Signal();
        }
    }

    private void Signal()
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            changed = _changed;
            _changed = NewSignal();
        }

        changed.TrySetResult();
    }
}
