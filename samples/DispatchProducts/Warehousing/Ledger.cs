using System.Text;

namespace DispatchProducts.Warehousing;

/// <summary>
/// A file of lines that outlives its writers: a line is with the operating system when <see cref="AppendAsync"/> ends, several processes may write
/// to one file, and what a killed one left of a line is removed by the next. Reading is free at any time: the lock is a file of its own.
/// </summary>
public sealed class Ledger : IDisposable
{
    private static readonly TimeSpan PauseBeforeRetry = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string _lockPath;
    private readonly FileStream _file;
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Opens the file, and makes it if there is none.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public Ledger(string path)
    {
        _lockPath = path + ".lock";
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
    }

    /// <summary>Appends a line.</summary>
    /// <exception cref="IOException">The file cannot be written, or another process keeps it locked.</exception>
    public async ValueTask AppendAsync(string line, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            using var locked = await LockAsync(cancellationToken);
            var end = EndOfLastLine();
            _file.SetLength(end);
            RandomAccess.Write(_file.SafeFileHandle, Encoding.UTF8.GetBytes(line + "\n"), end);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        _turn.Dispose();
    }

    /// <summary>Locks out the other processes until the result is disposed of, or this process ends in whatever way.</summary>
    private async ValueTask<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; ; waited += PauseBeforeRetry)
        {
            try
            {
                return new FileStream(_lockPath, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 0);
            }
            catch (IOException) when (waited < Patience)
            {
                await Task.Delay(PauseBeforeRetry, cancellationToken);
            }
        }
    }

    private long EndOfLastLine()
    {
        Span<byte> last = stackalloc byte[1];
        var end = RandomAccess.GetLength(_file.SafeFileHandle);
        while (end > 0 && RandomAccess.Read(_file.SafeFileHandle, last, end - 1) == 1 && last[0] != '\n')
        {
            end--;
        }

        return end;
    }
}
