using Stream = Commands.Streams.KStream<string?, string?>;

namespace Commands.Streams.ConformanceTests.Catalogue;

/// <summary>Joins of two streams.</summary>
internal static class StreamJoinTopologies
{
    private static readonly JoinWindows Symmetric = JoinWindows.OfTimeDifferenceAndGrace(Ms(10), Ms(15));

    private static readonly JoinWindows Asymmetric = JoinWindows.OfTimeDifferenceAndGrace(Ms(0), Ms(6)).Before(Ms(12)).After(Ms(3));

    public static IEnumerable<CatalogueEntry> All { get; } =
    [
        OfTwo("stream-stream-inner", (left, right) => left.Join(right, Text.Pair, Symmetric, Joined("join"))),
        OfTwo("stream-stream-left", (left, right) => left.LeftJoin(right, Text.Pair, Symmetric, Joined("join"))),
        OfTwo("stream-stream-outer", (left, right) => left.OuterJoin(right, Text.Pair, Symmetric, Joined("join"))),
        OfTwo("stream-stream-inner-asymmetric", (left, right) => left.Join(right, Text.Pair, Asymmetric, Joined("join"))),
        OfTwo("stream-stream-left-asymmetric", (left, right) => left.LeftJoin(right, Text.Pair, Asymmetric, Joined("join"))),
        OfTwo("stream-stream-outer-asymmetric", (left, right) => left.OuterJoin(right, Text.Pair, Asymmetric, Joined("join"))),
        new("stream-self-join", builder =>
        {
            var stream = builder.Stream<string?, string?>("in");
            stream.Join(stream, Text.Pair, JoinWindows.OfTimeDifferenceAndGrace(Ms(8), Ms(8)), Joined("self")).To("out");
        }),
        new("responses-joined-by-correlation-id", JoinResponses),
    ];

    private static CatalogueEntry OfTwo(string name, Func<Stream, Stream, Stream> join) =>
        new(name, builder => join(builder.Stream<string?, string?>("left"), builder.Stream<string?, string?>("right")).To("out"));

    private static void JoinResponses(StreamsBuilder builder)
    {
        var commands = builder.Stream<string?, string?>("commands").SelectKey((_, value) => Text.First(value));
        var responses = builder.Stream<string?, string?>("responses").SelectKey((_, value) => Text.First(value));
        commands.LeftJoin(
            responses,
            (command, response) => response is null ? command + " timed out" : command + " -> " + response,
            JoinWindows.OfTimeDifferenceWithNoGrace(TimeSpan.Zero).After(Ms(25)),
            Joined("outcome")).To("outcomes");
    }

    private static StreamJoined<string?, string?, string?> Joined(string name) =>
        StreamJoined.As<string?, string?, string?>(name).WithStoreName(name);

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
