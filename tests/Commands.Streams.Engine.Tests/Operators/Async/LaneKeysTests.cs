using System.Buffers;
using System.Text;
using Commands.Streams.Advanced;
using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.Serialization;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Operators.Async;

public sealed class LaneKeysTests
{
    private readonly List<string> _started = [];
    private readonly Dictionary<string, TestHandler> _handlers = [];

    [Test]
    public void Keys_of_a_plain_class_are_equal_when_their_bytes_are() => Check(stream => stream, text => new Plain { Text = text });

    [Test]
    public void Keys_that_are_memory_are_equal_when_their_bytes_are() => Check(stream => stream, text => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text));

    [Test]
    public void Keys_that_are_arrays_are_equal_when_their_bytes_are() => Check(stream => stream, text => text.Select(character => (int)character).ToArray());

    [Test]
    public void Keys_whose_type_says_that_none_is_equal_are_equal_when_their_bytes_are() => Check(stream => stream, text => new Unequal(text));

    [Test]
    public void Keys_that_a_processor_passed_on_are_equal_when_their_bytes_are() =>
        Check(stream => stream.ProcessValues(() => new Passing<Plain>()), text => new Plain { Text = text });

    [Test]
    public void Keys_that_were_changed_are_compared_by_the_bytes_of_their_serde() =>
        Check(stream => stream.SelectKey((key, _) => new Plain { Text = key.Text }), text => new Plain { Text = text }, isRegistered: true);

    [Test]
    public void A_key_that_a_processor_kept_is_not_taken_for_that_of_the_record_at_work()
    {
        using var bench = Bench(stream => stream.ProcessValues(() => new Keeping()), text => new Plain { Text = text });
        bench.Add(
            "in", TestRecord.Text(0, "k", "first"), TestRecord.Text(1, "other", "second"), TestRecord.Text(2, "k", "third"), TestRecord.Text(3, "end", "end"));
        bench.Run();
        _started.Should().Equal("first", "second");
        End(bench, "second");
        _started.Should().Equal("first", "second");
        End(bench, "first");
        _started.Should().Equal("first", "second", "third");
    }

    [Test]
    public void Build_refuses_keys_that_cannot_be_compared()
    {
        var builder = new StreamsBuilder();
        builder.Stream("in", Consumed.With(new TextSerde<Plain>(text => new Plain { Text = text }), Serdes.String))
            .SelectKey((key, _) => key).ForEachAsync((_, _) => default, AsyncOptions.WithConcurrency(2));
        builder.Invoking(it => it.Build()).Should().Throw<TopologyException>()
            .WithMessage("*handles records concurrently*Keys of type *Plain must be compared by their bytes*DefaultSerdes.Add*");
    }

    [Test]
    public void Build_asks_for_nothing_where_records_are_handled_one_after_the_other()
    {
        var builder = new StreamsBuilder();
        builder.Stream("in", Consumed.With(new TextSerde<Plain>(text => new Plain { Text = text }), Serdes.String))
            .SelectKey((key, _) => key).FlatMapValues(value => new[] { value, $"{value}!" }).ForEachAsync((record, _) => Begin(record.Value).WithoutResult);
        using var bench = new TaskBench(builder.Build()).Assign("in");
        bench.Pipe("in", 0, "k", "v");
        _started.Should().Equal("v");
        End(bench, "v");
        _started.Should().Equal("v", "v!");
    }

    [Test]
    public void Keys_as_read_need_no_serde()
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("in").SelectKey((key, _) => new Plain { Text = key! }).WithKeysAsRead()
            .ForEachAsync((record, _) => Begin(record.Value).WithoutResult, AsyncOptions.WithConcurrency(5));
        using var bench = new TaskBench(builder.Build()).Assign("in");
        bench.Add("in", TestRecord.Text(0, "k", "first"), TestRecord.Text(1, "k", "second"), TestRecord.Text(2, "other", "third"));
        bench.Run();
        _started.Should().Equal("first", "third");
    }

    [TestCase(typeof(string), true)]
    [TestCase(typeof(long?), true)]
    [TestCase(typeof(DayOfWeek), true)]
    [TestCase(typeof(DateTimeOffset), true)]
    [TestCase(typeof((string, Guid)), true)]
    [TestCase(typeof(Value), true)]
    [TestCase(typeof(Derived), true)]
    [TestCase(typeof(StructValue), true)]
    [TestCase(typeof(WithArray), false)]
    [TestCase(typeof(OwnEquality), false)]
    [TestCase(typeof(Recursive), false)]
    [TestCase(typeof(Plain), false)]
    [TestCase(typeof(PlainStruct), false)]
    [TestCase(typeof(object), false)]
    [TestCase(typeof(int[]), false)]
    [TestCase(typeof(byte[]), false)]
    [TestCase(typeof((string, int[])), false)]
    [TestCase(typeof(ReadOnlyMemory<byte>), false)]
    [TestCase(typeof(IComparable), false)]
    public void A_type_is_compared_by_value(Type type, bool expected) => KeyEquality.IsByValue(type).Should().Be(expected);

    [Test]
    public void A_comparer_is_right_for_any_key()
    {
        var comparer = KeyEquality.Comparer<Plain?>(new TextSerde<Plain?>(text => new Plain { Text = text }), "in");
        comparer.Equals(new Plain { Text = "a" }, new Plain { Text = "a" }).Should().BeTrue();
        comparer.GetHashCode(new Plain { Text = "a" }).Should().Be(comparer.GetHashCode(new Plain { Text = "a" }));
        comparer.Equals(new Plain { Text = "a" }, new Plain { Text = "b" }).Should().BeFalse();
        comparer.Equals(null, null).Should().BeTrue();
        comparer.Equals(null, new Plain()).Should().BeFalse();
        KeyEquality.Comparer(Serdes.ByteArray, "in").Equals([1], [1]).Should().BeTrue();
        KeyEquality.Comparer(Serdes.String, "in").Should().BeSameAs(EqualityComparer<string>.Default);
    }

    private void Check<TKey>(Func<KStream<TKey, string>, KStream<TKey, string>> steps, Func<string, TKey> read, bool isRegistered = false)
    {
        using var bench = Bench(steps, read, isRegistered);
        bench.Add("in", TestRecord.Text(0, "k", "first"), TestRecord.Text(1, "k", "second"), TestRecord.Text(2, "other", "third"));
        bench.Run();
        _started.Should().Equal("first", "third");
        End(bench, "first");
        _started.Should().Equal("first", "third", "second");
    }

    private TaskBench Bench<TKey>(Func<KStream<TKey, string>, KStream<TKey, string>> steps, Func<string, TKey> read, bool isRegistered = false)
    {
        var builder = new StreamsBuilder();
        var serde = new TextSerde<TKey>(read);
        if (isRegistered)
        {
            builder.DefaultSerdes.Add(serde);
        }

        steps(builder.Stream("in", Consumed.With(serde, Serdes.String)))
            .ForEachAsync((record, _) => Begin(record.Value).WithoutResult, AsyncOptions.WithConcurrency(5));
        return new TaskBench(builder.Build()).Assign("in");
    }

    private TestHandler Begin(string value)
    {
        _started.Add(value);
        return _handlers[value] = new TestHandler();
    }

    private void End(TaskBench bench, string value)
    {
        _handlers[value].Succeed(value);
        bench.Run();
    }

    private sealed class Plain
    {
        public string Text { get; init; } = string.Empty;

        public override string ToString() => Text;
    }

    private sealed record Value(string Text, int Number, Guid? Id);

    private record Base(string Text);

    private sealed record Derived(string Text, int Number) : Base(Text);

    private readonly record struct StructValue(Value Value, DateOnly Date);

    private sealed record WithArray(int[] Numbers);

    private sealed record Recursive(Recursive? Inner, int Depth);

    private sealed record OwnEquality(string Text)
    {
        public bool Equals(OwnEquality? other) => other is not null;

        public override int GetHashCode() => 0;
    }

    private readonly struct PlainStruct(int[] numbers)
    {
        public int[] Numbers { get; } = numbers;
    }

    private sealed class Unequal(string text)
    {
        public override bool Equals(object? obj) => false;

        public override int GetHashCode() => 0;

        public override string ToString() => text;
    }

    private sealed class TextSerde<T>(Func<string, T> read) : ISerde<T>
    {
        public T Deserialize(ReadOnlySpan<byte> data, in SerializationContext context) => read(Encoding.UTF8.GetString(data));

        public void Serialize(T value, IBufferWriter<byte> destination, in SerializationContext context) =>
            destination.Write(Encoding.UTF8.GetBytes($"{value}"));
    }

    private sealed class Passing<TKey> : IFixedKeyProcessor<TKey, string, string>
    {
        private FixedKeyProcessorContext<TKey, string> _context = null!;

        public void Init(FixedKeyProcessorContext<TKey, string> context) => _context = context;

        public void Process(in FixedKeyRecord<TKey, string> record) => _context.Forward(in record);
    }

    /// <summary>Forwards each record when the next one comes.</summary>
    private sealed class Keeping : IFixedKeyProcessor<Plain, string, string>
    {
        private FixedKeyProcessorContext<Plain, string> _context = null!;
        private FixedKeyRecord<Plain, string>? _kept;

        public void Init(FixedKeyProcessorContext<Plain, string> context) => _context = context;

        public void Process(in FixedKeyRecord<Plain, string> record)
        {
            if (_kept is { } kept)
            {
                _context.Forward(in kept);
            }

            _kept = record;
        }
    }
}
