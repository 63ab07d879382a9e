using Commands.Streams.Runtime.Workers;
using Microsoft.Extensions.Time.Testing;

namespace Commands.Streams.Tests.Runtime.Workers;

public class WorkBudgetTests
{
    private static readonly TimeSpan Whole = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _time = new();

    [Test]
    public void Fast_records_are_more_and_more_between_two_looks_at_the_clock_up_to_a_limit()
    {
        var budget = Begin(Whole);
        var counts = new List<int>();
        for (var look = 0; look < 7; look++)
        {
            counts.Add(budget.Records);
            Spend(budget, TimeSpan.FromMicroseconds(1), budget.Records);
        }

        counts.Should().Equal(1, 2, 4, 8, 16, 32, 32);
    }

    [Test]
    public void Looks_that_find_fewer_records_than_allowed_teach_nothing()
    {
        var budget = Begin(Whole);
        Spend(budget, TimeSpan.FromMicroseconds(1), 1);

        Spend(budget, TimeSpan.FromMicroseconds(1), 1);

        budget.Records.Should().Be(2);
    }

    [Test]
    public void A_slow_record_is_noticed_at_the_next_look_and_then_each_is_looked_at()
    {
        var budget = Begin(Whole);
        for (var look = 0; look < 6; look++)
        {
            Spend(budget, TimeSpan.FromMicroseconds(1), budget.Records);
        }

        Spend(budget, TimeSpan.FromMilliseconds(500), budget.Records);

        budget.Records.Should().Be(1);
        Spend(budget, TimeSpan.FromMilliseconds(1000), 1);
        budget.PerRecord.Should().Be(TimeSpan.FromMilliseconds(1000));
    }

    [Test]
    public void A_task_has_its_part_and_the_next_one_its_own()
    {
        var budget = Begin(Whole);
        Spend(budget, TimeSpan.FromMilliseconds(19), 1).Should().BeTrue();
        Spend(budget, TimeSpan.FromMilliseconds(1), 1).Should().BeFalse();

        budget.IsSpent.Should().BeFalse();
        budget.BeginTask();
        Spend(budget, TimeSpan.FromMilliseconds(19), 1).Should().BeTrue();
    }

    [Test]
    public void A_turn_is_over_after_its_slice_or_when_something_else_is_due()
    {
        var budget = Begin(Whole);
        Spend(budget, TimeSpan.FromMilliseconds(100), 1).Should().BeFalse();
        budget.IsSpent.Should().BeTrue();

        budget.BeginTurn(TimeSpan.FromMilliseconds(5));
        budget.BeginTask();
        budget.IsSpent.Should().BeFalse();
        Spend(budget, TimeSpan.FromMilliseconds(5), 1).Should().BeFalse();
        budget.IsSpent.Should().BeTrue();
    }

    [Test]
    public void A_stop_ends_the_turn_and_those_after_it_at_the_next_look()
    {
        var budget = Begin(Whole);

        budget.Stop();

        Spend(budget, TimeSpan.Zero, 1).Should().BeFalse();
        budget.BeginTurn(Whole);
        budget.IsSpent.Should().BeTrue();
    }

    private WorkBudget Begin(TimeSpan most)
    {
        var budget = new WorkBudget(_time);
        budget.BeginTurn(most);
        budget.BeginTask();
        return budget;
    }

    private bool Spend(WorkBudget budget, TimeSpan duration, int processed)
    {
        _time.Advance(duration);
        return budget.Spend(processed);
    }
}
