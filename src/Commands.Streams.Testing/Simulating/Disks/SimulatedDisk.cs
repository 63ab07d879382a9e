using Commands.Streams.State.Bytes;

namespace Commands.Streams.Testing.Simulating.Disks;

/// <summary>
/// The disk of one instance, which outlives its processes. What a process has written is there after it was killed; after a power failure, the newest
/// batches may be missing, but never one in the middle.
/// </summary>
internal sealed class SimulatedDisk(World world, int instance)
{
    private readonly Dictionary<string, DiskFile> _files = [];

    /// <summary>Opens a file for a process.</summary>
    public IBytesStore Open(Process process, string name)
    {
        if (!_files.TryGetValue(name, out var file))
        {
            file = new DiskFile();
            _files.Add(name, file);
        }

        return new SimulatedBytesStore(process, file);
    }

    /// <summary>The process was killed, perhaps because the machine lost its power, perhaps with its disk.</summary>
    public void OnKilled()
    {
        switch (_files.Count == 0 ? -1 : world.Random.Below(8))
        {
            case 0:
                world.NoteFault(instance, -1, "loses its disk");
                _files.Clear();
                break;
            case 1 or 2:
                world.NoteFault(instance, -1, "loses what was written last");
                foreach (var file in _files.Values)
                {
                    file.Truncate(world.Random.Below(5));
                }

                break;
            default:
                foreach (var file in _files.Values)
                {
                    file.TruncateUnsynced();
                }

                break;
        }
    }
}
