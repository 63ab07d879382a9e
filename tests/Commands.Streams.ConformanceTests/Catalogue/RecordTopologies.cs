using System.Globalization;
using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.Records;

namespace Commands.Streams.ConformanceTests.Catalogue;

/// <summary>Timestamps, headers, processors, types and failures.</summary>
internal static class RecordTopologies
{
    public static IEnumerable<CatalogueEntry> All { get; } =
    [
        new("value-time", builder => builder.Stream("in", new Consumed<string?, string?>().WithTimestampExtractor(ValueTime)).To("out")),
        new("process-forward", builder => builder.Stream<string?, string?>("in").Process(() => new CopyingProcessor()).To("out")),
        new("process-values", builder => builder.Stream<string?, string?>("in").ProcessValues(() => new HeaderCountingProcessor()).To("out")),
        new("continue-on-exception", ContinueOnException)
        {
            Configure = options => options with { ProcessingExceptionHandler = ExceptionHandlers.Continue },
        },
        new("continue-on-bad-bytes", builder => builder.Stream<string?, long?>("in").MapValues(value => value + 1).To("out"))
        {
            Configure = options => options with { DeserializationExceptionHandler = ExceptionHandlers.Continue },
        },
        new("numbers", builder => builder.Stream<string?, long?>("in").Map((key, value) => (value, key == null ? -1 : key.Length)).To("out")),
    ];

    private static long ValueTime(in ConsumedRecord<string?, string?> record, long partitionTime) => record.Value switch
    {
        null => record.Timestamp,
        ['s', 'k', 'i', 'p', ..] => -1,
        var value when value.Contains('@') => long.Parse(value.AsSpan(0, value.IndexOf('@')), CultureInfo.InvariantCulture),
        _ => record.Timestamp,
    };

    private static void ContinueOnException(StreamsBuilder builder)
    {
        var stream = builder.Stream<string?, string?>("in");
        stream.MapValues(value => "before " + Text.OrNull(value)).To("out");
        stream.MapValues(value => value != null && value.Contains('3') ? throw new InvalidOperationException("three") : value).To("out");
    }

    private sealed class CopyingProcessor : IProcessor<string?, string?, string?, string?>
    {
        private ProcessorContext<string?, string?> _context = null!;

        public void Init(ProcessorContext<string?, string?> context) => _context = context;

        public void Process(in Record<string?, string?> record)
        {
            _context.Forward(record.WithValue<string?>($"{Text.OrNull(record.Value)}#{_context.CurrentStreamTime}"));
            if (record.Value is { } value)
            {
                _context.Forward(record.WithKey<string?>("copy").WithTimestamp(record.Timestamp + 1000).WithHeaders(record.Headers.Add("seen", value)));
            }
        }
    }

    private sealed class HeaderCountingProcessor : IFixedKeyProcessor<string?, string?, string?>
    {
        private FixedKeyProcessorContext<string?, string?> _context = null!;

        public void Init(FixedKeyProcessorContext<string?, string?> context) => _context = context;

        public void Process(in FixedKeyRecord<string?, string?> record) =>
            _context.Forward(record.WithValue<string?>($"{Text.OrNull(record.Value)}/{record.Headers.Count}"));
    }
}
