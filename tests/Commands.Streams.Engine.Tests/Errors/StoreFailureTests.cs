using Commands.Streams.Errors;
using Commands.Streams.Testing;

namespace Commands.Streams.Tests.Errors;

public sealed class StoreFailureTests
{
    private static readonly Exception[] Failures =
    [
        new StoreException("Store 'orders' cannot be read, because the disk is full."), new StoreCorruptedException("Store 'orders' is corrupted."),
    ];

    [TestCaseSource(nameof(Failures))]
    public void No_record_is_skipped_because_a_store_fails(Exception failure)
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("in").MapValues<string>(_ => throw failure).To("out");
        var options = new TopologyTestDriverOptions { ProcessingExceptionHandler = ExceptionHandlers.Continue };
        using var driver = new TopologyTestDriver(builder.Build(), options);

        var act = () => driver.CreateInputTopic("in", Serdes.String, Serdes.String).Pipe("key", "value");

        act.Should().Throw<ProcessingException>().Which.InnerException.Should().BeSameAs(failure);
    }
}
