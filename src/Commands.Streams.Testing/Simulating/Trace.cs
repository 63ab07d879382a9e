using System.Runtime.InteropServices;

namespace Commands.Streams.Testing.Simulating;

/// <summary>What happened: the newest entries for a story, and a hash of all of them, by which two runs are compared.</summary>
internal sealed class Trace(ManualTimeProvider clock, int kept)
{
    private const ulong Prime = 0x100000001B3;

    private readonly TraceEntry[] _entries = new TraceEntry[kept];
    private readonly DateTimeOffset _start = clock.GetUtcNow();
    private long _count;

    public ulong Hash { get; private set; } = 0xCBF29CE484222325;

    public void Add(int instance, int worker, string what, string? subject = null, long number = long.MinValue)
    {
        var time = (clock.GetUtcNow().Ticks - _start.Ticks) / TimeSpan.TicksPerMillisecond;
        _entries[_count++ % _entries.Length] = new TraceEntry(time, instance, worker, what, subject, number);
        Mix((ulong)time);
        Mix(((ulong)(uint)instance << 32) | (uint)worker);
        Mix(what);
        Mix((ulong)number);
        if (subject is not null)
        {
            Mix(subject);
        }
    }

    /// <summary>The newest entries as lines, the oldest first.</summary>
    public IEnumerable<string> Lines()
    {
        for (var i = Math.Max(0, _count - _entries.Length); i < _count; i++)
        {
            yield return _entries[i % _entries.Length].ToString();
        }
    }

    private void Mix(ulong value) => Hash = (Hash ^ value) * Prime;

    private void Mix(string text)
    {
        // Four characters at a time: everything that happens is mixed in.
        var rest = text.AsSpan();
        for (; rest.Length >= 4; rest = rest[4..])
        {
            Mix(MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(rest)));
        }

        foreach (var character in rest)
        {
            Mix(character);
        }
    }
}
