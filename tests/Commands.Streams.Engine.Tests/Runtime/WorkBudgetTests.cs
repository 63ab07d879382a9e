using Commands.Streams.Runtime;
using Microsoft.Extensions.Time.Testing;

namespace Commands.Streams.Tests.Runtime;

public class WorkBudgetTests
{
    private readonly FakeTimeProvider _time = new();

    [Test]
    public void Short_turns_that_use_it_up_double_it_to_a_limit()
    {
        var budget = new WorkBudget(_time);
        for (var turn = 0; turn < 20; turn++)
        {
            Turn(budget, TimeSpan.FromMilliseconds(1), budget.Records);
        }

        budget.Records.Should().Be(4096);
    }

    [Test]
    public void Short_turns_that_leave_some_of_it_change_nothing()
    {
        var budget = new WorkBudget(_time);
        var before = budget.Records;

        Turn(budget, TimeSpan.FromMilliseconds(1), before - 1);

        budget.Records.Should().Be(before);
    }

    [Test]
    public void Long_turns_halve_it_down_to_one_record()
    {
        var budget = new WorkBudget(_time);
        for (var turn = 0; turn < 20; turn++)
        {
            Turn(budget, TimeSpan.FromMilliseconds(50), budget.Records);
        }

        budget.Records.Should().Be(1);
    }

    private void Turn(WorkBudget budget, TimeSpan duration, int processed)
    {
        budget.BeginTurn();
        _time.Advance(duration);
        budget.EndTurn(processed);
    }
}
