namespace Commands.Streams.Tests;

public class StreamsOptionsTests
{
    [Test]
    public void The_defaults_need_nothing_but_an_id() => new StreamsOptions { ApplicationId = "app" }.Validate().Should().BeEmpty();

    [Test]
    public void All_problems_are_said_together()
    {
        var options = new StreamsOptions
        {
            ApplicationId = "no spaces",
            Workers = 0,
            CommitInterval = TimeSpan.Zero,
            MaxTaskIdle = TimeSpan.FromSeconds(-1),
            TaskTimeout = TimeSpan.Zero,
            DrainTimeout = TimeSpan.FromSeconds(-1),
            ReplicationFactor = 0,
        };

        options.Validate().Should().HaveCount(7);
    }

    [Test]
    public void The_defaults_are_right_for_exactly_once() =>
        new StreamsOptions { ApplicationId = "app", Guarantee = ProcessingGuarantee.ExactlyOnce }.Validate().Should().BeEmpty();

    [Test]
    public void Exactly_once_reads_committed_records_only()
    {
        var options = new StreamsOptions { ApplicationId = "app", Guarantee = ProcessingGuarantee.ExactlyOnce, ReadCommitted = false };

        options.Validate().Should().ContainSingle().Which.Should().StartWith("ReadCommitted is false, but Guarantee is ExactlyOnce");
        (options with { Guarantee = ProcessingGuarantee.AtLeastOnce }).Validate().Should().BeEmpty();
    }

    [TestCase(10, 1)]
    [TestCase(9, 0)]
    public void A_transaction_must_outlast_the_draining_of_handlers(int seconds, int problems)
    {
        var options = new StreamsOptions { ApplicationId = "app", Guarantee = ProcessingGuarantee.ExactlyOnce, DrainTimeout = TimeSpan.FromSeconds(seconds) };

        options.Validate().Should().HaveCount(problems);
        (options with { Guarantee = ProcessingGuarantee.AtLeastOnce }).Validate().Should().BeEmpty();
    }

    [Test]
    public void A_transaction_must_outlast_the_commit_interval()
    {
        var options = new StreamsOptions
        {
            ApplicationId = "app",
            Guarantee = ProcessingGuarantee.ExactlyOnce,
            CommitInterval = TimeSpan.FromSeconds(10),
        };

        options.Validate().Should().ContainSingle().Which.Should().Contain(nameof(StreamsOptions.TransactionTimeout));
    }

    [Test]
    public void Applications_that_are_made_from_the_same_options_do_not_share_transactional_ids()
    {
        var options = new StreamsOptions { ApplicationId = "app" };

        RuntimeSettingsFactory.Create(options).ProcessId.Should().NotBe(RuntimeSettingsFactory.Create(options).ProcessId);
    }

    [Test]
    public void A_process_that_has_a_name_keeps_it()
    {
        var options = new StreamsOptions { ApplicationId = "app", ProcessId = Guid.NewGuid() };

        RuntimeSettingsFactory.Create(options).ProcessId.Should().Be(options.ProcessId);
    }
}
