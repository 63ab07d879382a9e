using Commands.Streams.ApiTests.Support;
using Mono.Cecil;

namespace Commands.Streams.ApiTests;

/// <summary>What is not deterministic enters engine and command layer by a port, so that a whole application can be stepped from a seed.</summary>
public sealed class DeterminismTests
{
    /// <summary>Members by type and name; a type alone bans all of it.</summary>
    private static readonly string[] Banned =
    [
        "System.DateTime::get_Now",
        "System.DateTime::get_UtcNow",
        "System.DateTime::get_Today",
        "System.DateTimeOffset::get_Now",
        "System.DateTimeOffset::get_UtcNow",
        "System.Environment::get_TickCount",
        "System.Environment::get_TickCount64",
        "System.Diagnostics.Stopwatch",
        "System.Random",
        "System.Security.Cryptography.RandomNumberGenerator",
        "System.Threading.Thread::Sleep",
        "System.Threading.Timer",
        "System.Threading.PeriodicTimer",
        "System.Threading.Tasks.Task::Run",
        "System.Threading.Tasks.Task::Wait",
        "System.Threading.Tasks.Task`1::get_Result",
        "System.Threading.ThreadPool",
    ];

    /// <summary>Where an application gets a name of its own if its options give it none; the simulation's options do.</summary>
    private const string NamesProcesses = "RuntimeSettingsFactory";

    private static IEnumerable<Library> Libraries => [Library.Engine, Library.CommandLayer];

    [TestCaseSource(nameof(Libraries))]
    public void Nothing_depends_on_clocks_chance_or_threads_of_its_own(Library library)
    {
        var calls = from type in library.Types
                    from call in References.Calls(type)
                    where IsBanned(call) || TakesNoClock(call) || (IsNewId(call) && !MayNameThings(type))
                    select $"{type.FullName} calls {call.FullName}";
        calls.Distinct().Should().BeEmpty();
    }

    private static bool MayNameThings(TypeDefinition type) =>
        type.Name.EndsWith("Options", StringComparison.Ordinal) || type.Name == NamesProcesses;

    private static bool IsBanned(MethodReference call)
    {
        var type = call.DeclaringType.GetElementType().FullName;
        return Banned.Contains(type) || Banned.Contains($"{type}::{call.Name}");
    }

    /// <summary>Random ids may only be the default of an option, so that a simulation sets its own.</summary>
    private static bool IsNewId(MethodReference call) => call.DeclaringType.FullName == "System.Guid" && call.Name is "NewGuid" or "CreateVersion7";

    /// <summary>Task.Delay, WaitAsync with a time-out, and cancellation after a time need a TimeProvider.</summary>
    private static bool TakesNoClock(MethodReference call)
    {
        var type = call.DeclaringType.GetElementType().FullName;
        var isTimed = (type, call.Name) is ("System.Threading.Tasks.Task", "Delay")
            || (type is "System.Threading.Tasks.Task" or "System.Threading.Tasks.Task`1" && call.Name == "WaitAsync" && call.Parameters.Any(IsTimeSpan))
            || (type == "System.Threading.CancellationTokenSource" && call.Name == ".ctor" && call.Parameters.Count > 0);
        return isTimed && !call.Parameters.Any(parameter => parameter.ParameterType.FullName == "System.TimeProvider");
    }

    private static bool IsTimeSpan(ParameterDefinition parameter) => parameter.ParameterType.FullName == "System.TimeSpan";
}
