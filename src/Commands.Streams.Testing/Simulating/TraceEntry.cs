using System.Globalization;

namespace Commands.Streams.Testing.Simulating;

/// <summary>One thing that happened. Kept as numbers and constants; words are made of it only for a story.</summary>
internal readonly record struct TraceEntry(long Milliseconds, int Instance, int Worker, string What, string? Subject, long Number)
{
    public override string ToString()
    {
        var who = Instance < 0 ? "cluster" : Worker < 0 ? $"instance {Instance}" : $"instance {Instance} worker {Worker}";
        var number = Number == long.MinValue ? string.Empty : $" {Number}";
        return string.Create(CultureInfo.InvariantCulture, $"{Milliseconds,8} ms  {who,-20}  {What}{(Subject is null ? string.Empty : $" {Subject}")}{number}");
    }
}
