using System.Globalization;
using System.Text;

namespace Commands.Streams.Testing.Simulating;

/// <summary>Puts a run into words.</summary>
internal static class Story
{
    public static string Of(SimulationOptions options, World world)
    {
        var story = new StringBuilder();
        story.AppendLine(
            CultureInfo.InvariantCulture,
            $"Seed {options.Seed}: {options.Instances} instances of {options.WorkersPerInstance} worker(s), " +
            $"{options.Application.Guarantee}, {options.Cluster.GroupProtocol} groups.");
        story.AppendLine(CultureInfo.InvariantCulture, $"{world.Faults.Count} fault(s):");
        foreach (var fault in world.Faults.Happened)
        {
            story.AppendLine(fault);
        }

        story.AppendLine("The last steps:");
        foreach (var line in world.Trace.Lines())
        {
            story.AppendLine(line);
        }

        return story.ToString();
    }
}
