using System.Text;

namespace DispatchProducts.Warehousing;

/// <summary>
/// A file of lines that outlives its writers: a line is with the operating system when <see cref="AppendAsync"/> ends, several processes may write
/// to one file, and what a killed one left of a line is removed by the next.
/// </summary>
public sealed class Ledger(string path) : IDisposable
{
    private static readonly TimeSpan PauseBeforeRetry = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Appends a line.</summary>
    /// <exception cref="IOException">The file cannot be written, or another process keeps it locked.</exception>
    public async ValueTask AppendAsync(string line, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await using var file = await OpenAsync(cancellationToken);
            RemoveTornLine(file);
            file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Makes the file if there is none, so that a path that cannot be written is known before work begins.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task CreateAsync(CancellationToken cancellationToken) => await (await OpenAsync(cancellationToken)).DisposeAsync();

    public void Dispose() => _turn.Dispose();

    private async ValueTask<FileStream> OpenAsync(CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; ; waited += PauseBeforeRetry)
        {
            try
            {
                // Without sharing, the file is locked against the other processes; without a buffer, what is written is with the system at once.
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException) when (File.Exists(path) && waited < Patience)
            {
                await Task.Delay(PauseBeforeRetry, cancellationToken);
            }
        }
    }

    private static void RemoveTornLine(FileStream file)
    {
        var end = file.Length;
        while (end > 0 && ByteBefore(file, end) != '\n')
        {
            end--;
        }

        file.SetLength(end);
        file.Seek(0, SeekOrigin.End);
    }

    private static int ByteBefore(FileStream file, long end)
    {
        file.Seek(end - 1, SeekOrigin.Begin);
        return file.ReadByte();
    }
}
