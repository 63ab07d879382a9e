namespace Commands.Streams.Testing.Simulating;

/// <summary>Makes the options of a test that fails smaller, one step after the other, as long as it fails in the same way.</summary>
internal static class Shrinker
{
    private static readonly Func<SimulationFaults, SimulationFaults>[] WithoutOneKind =
    [
        faults => faults with { Crash = 0 },
        faults => faults with { Restart = 0 },
        faults => faults with { Pause = 0 },
        faults => faults with { Refusal = 0 },
        faults => faults with { LostAnswer = 0 },
        faults => faults with { LostAcknowledgement = 0 },
        faults => faults with { Outage = 0 },
        faults => faults with { CutOff = 0 },
        faults => faults with { Fencing = 0 },
        faults => faults with { Expulsion = 0 },
        faults => faults with { NewPartitions = 0 },
        faults => faults with { ClockSkew = TimeSpan.Zero },
        faults => faults with { HandlerFailure = 0 },
        faults => faults with { StuckHandler = 0 },
        faults => faults with { LateRequest = 0 },
        faults => faults with { Abort = 0 },
        faults => faults with { Expiry = 0 },
        faults => faults with { Leaderless = 0 },
        faults => faults with { ClientLoss = 0 },
        faults => faults with { Retention = 0 },
    ];

    /// <summary>The faults without one kind of those that are there.</summary>
    public static IEnumerable<SimulationFaults> Fewer(SimulationFaults faults)
    {
        foreach (var without in WithoutOneKind)
        {
            if (without(faults) is var fewer && fewer != faults)
            {
                yield return fewer;
            }
        }
    }

    /// <summary>Runs a test. Throws the smallest violation if it fails.</summary>
    public static void Run(SimulationOptions options, Action<SimulationOptions> test)
    {
        if (Try(ref options, test) is not { } failure)
        {
            return;
        }

        while (FindSmaller(options, failure, test) is { } smaller)
        {
            (options, failure) = smaller;
        }

        throw new SimulationViolationException(options with { TimeProvider = new ManualTimeProvider() }, failure);
    }

    private static (SimulationOptions Options, Exception Failure)? FindSmaller(SimulationOptions options, Exception failure, Action<SimulationOptions> test)
    {
        foreach (var candidate in Candidates(options, failure))
        {
            var tried = candidate;
            if (Try(ref tried, test) is { } found && found.GetType() == failure.GetType())
            {
                return (tried, found);
            }
        }

        return null;
    }

    private static IEnumerable<SimulationOptions> Candidates(SimulationOptions options, Exception failure)
    {
        foreach (var faults in Fewer(options.Faults))
        {
            yield return options with { Faults = faults };
        }

        if (options.Report.Faults is > 0 and var count)
        {
            yield return options with { MaxFaults = count / 2 };
            yield return options with { MaxFaults = count - 1 };
        }

        // With fewer records the test's own expectations would fail for that alone.
        if (failure is SimulationViolationException && Math.Min(options.Report.Writes, options.MaxWrites) is > 1 and var writes)
        {
            yield return options with { MaxWrites = writes / 2 };
            yield return options with { MaxWrites = writes - 1 };
        }

        if (options.Instances > 1)
        {
            yield return options with { Instances = options.Instances - 1 };
        }

        if (options.WorkersPerInstance > 1)
        {
            yield return options with { WorkersPerInstance = options.WorkersPerInstance - 1 };
        }
    }

    private static Exception? Try(ref SimulationOptions options, Action<SimulationOptions> test)
    {
        options = options with { Report = new RunReport(), TimeProvider = new ManualTimeProvider() };
        try
        {
            test(options);
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
