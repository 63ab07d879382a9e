using System.Text.Json;

namespace Commands.Streams.Benchmarks.Measuring;

/// <summary>Prints results, one JSON object a line.</summary>
internal static class Result
{
    public static void Print(object result) => Console.WriteLine(JsonSerializer.Serialize(result, result.GetType()));

    public static void PrintRate(string scenario, string variant, Interval interval, long records) => Print(new
    {
        scenario,
        variant,
        recordsPerSecond = Math.Round(records / interval.Elapsed.TotalSeconds),
        bytesPerRecord = Math.Round((double)interval.AllocatedBytes / records, 2),
        processorNanosecondsPerRecord = Math.Round(interval.ProcessorTime.TotalNanoseconds / records),
    });
}
