using Commands.Streams.Clients;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Publishing;

namespace Commands.Streams.Kafka.Tests.Publishing;

public class PendingPublishesTests
{
    private readonly PendingPublishPool _pool = new();
    private readonly PendingPublishes _pending = new();

    [Test]
    public void Each_record_is_found_by_its_number_once()
    {
        var records = Enumerable.Range(0, 200).Select(i => _pool.Rent($"topic-{i}", long.MaxValue)).ToList();
        var numbers = records.Select(_pending.Add).ToList();

        numbers.Should().OnlyHaveUniqueItems().And.NotContain(0, "that is what a record without a number carries");
        for (var i = 0; i < numbers.Count; i++)
        {
            _pending.TryRemove(numbers[i], out var found).Should().BeTrue();
            found.Should().BeSameAs(records[i]);
            _pending.TryRemove(numbers[i], out _).Should().BeFalse();
        }
    }

    [Test]
    public void Overdue_records_are_listed_and_stay_until_they_are_reported()
    {
        var early = _pool.Rent("early", 10);
        var number = _pending.Add(early);
        _pending.Add(_pool.Rent("late", 20));

        Overdue(9).Should().BeEmpty();
        Overdue(10).Should().Equal("early");
        _pending.TryRemove(number, out _).Should().BeTrue();
        Overdue(19).Should().BeEmpty();
        Overdue(20).Should().Equal("late");
    }

    [Test]
    public async Task Record_that_is_refused_while_it_is_overdue_is_not_used_again_before_the_clock_has_let_it_go()
    {
        var record = _pool.Rent("early", 10);
        var number = _pending.Add(record);
        var overdue = new List<PendingPublish>();
        _pending.CollectOverdue(10, overdue);

        _pending.TryRemove(number, out _).Should().BeTrue();
        record.Fail(PublishFailures.Closed("early", possiblyPersisted: false));
        record.Release();
        await record.Awaiting(it => it.Task.AsTask()).Should().ThrowAsync<PublishException>();
        var next = _pool.Rent("next", 20);
        overdue[0].Fail(PublishFailures.Overdue("early", new ClientReports(TimeProvider.System)));
        overdue[0].Release();

        next.Should().NotBeSameAs(record);
        next.Task.IsCompleted.Should().BeFalse();
        _pool.Rent("after", 30).Should().BeSameAs(record);
    }

    [Test]
    public void Draining_hands_out_everything_and_leaves_nothing()
    {
        var number = _pending.Add(_pool.Rent("a", 10));
        _pending.Add(_pool.Rent("b", 10));

        _pending.Drain().Select(record => record.Topic).Should().BeEquivalentTo("a", "b");

        _pending.TryRemove(number, out _).Should().BeFalse();
        _pending.Drain().Should().BeEmpty();
    }

    private List<string> Overdue(long now)
    {
        var overdue = new List<PendingPublish>();
        _pending.CollectOverdue(now, overdue);
        return [.. overdue.Select(record => record.Topic)];
    }
}
