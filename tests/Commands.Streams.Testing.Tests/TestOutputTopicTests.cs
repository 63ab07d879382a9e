namespace Commands.Streams.Testing.Tests;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TestOutputTopicTests : IDisposable
{
    private readonly TopologyTestDriver _driver = new(Some.Topology(stream => stream.To("out")));

    private TestOutputTopic<string?, string?> Output => _driver.CreateOutputTopic<string?, string?>("out");

    [Test]
    public void Reading_removes_in_the_order_written()
    {
        Pipe(("a", "1"), ("b", "2"), ("c", "3"));

        Output.QueueSize.Should().Be(3);
        Output.ReadValue().Should().Be("1");
        Output.ReadKeyValue().Should().Be(("b", "2"));
        Output.ReadValuesToList().Should().Equal("3");
        Output.IsEmpty.Should().BeTrue();
        Output.ReadRecordsToList().Should().BeEmpty();
    }

    [Test]
    public void Topic_that_was_never_written_to_is_empty_and_cannot_be_read()
    {
        Pipe(("a", "1"));
        var other = _driver.CreateOutputTopic<string, string>("other");

        other.IsEmpty.Should().BeTrue();
        other.QueueSize.Should().Be(0);
        other.Invoking(output => output.ReadValue())
            .Should().Throw<InvalidOperationException>().WithMessage("Nothing has been written to topic 'other' yet. Topics written to so far: 'out'.");
    }

    [Test]
    public void Topic_that_was_read_to_the_end_says_so()
    {
        Pipe(("a", "1"));
        Output.ReadValue();

        Output.Invoking(output => output.ReadValue()).Should().Throw<InvalidOperationException>().WithMessage("Topic 'out' is empty*");
    }

    [Test]
    public void Dictionary_has_the_last_value_of_each_key_and_keeps_tombstones()
    {
        Pipe(("a", "1"), ("b", "2"), ("a", "3"), ("b", null));

        Output.ReadKeyValuesToDictionary().Should().BeEquivalentTo(new Dictionary<string, string?> { ["a"] = "3", ["b"] = null });
    }

    [Test]
    public void Dictionary_refuses_records_without_a_key()
    {
        Pipe((null, "1"));

        Output.Invoking(output => output.ReadKeyValuesToDictionary()).Should().Throw<InvalidOperationException>().WithMessage("*'out' has no key*");
    }

    [Test]
    public void Null_is_never_read_as_a_number()
    {
        Pipe(("a", null));

        _driver.CreateOutputTopic<string, long>("out").Invoking(output => output.ReadRecord())
            .Should().Throw<InvalidOperationException>().WithMessage("*'out' has a null value*Int64?*");
    }

    public void Dispose() => _driver.Dispose();

    private void Pipe(params (string?, string?)[] records) => _driver.CreateInputTopic<string?, string?>("in").PipeKeyValues(records);
}
