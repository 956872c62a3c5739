package io.github.unspool.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.dflib.jjava.jupyter.kernel.history.HistoryEntry;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;

/** The cells of this session, which consoles offer on the arrow keys. */
final class CellHistory {
    private static final int SESSION = 1;

    private final List<HistoryEntry> cells = new ArrayList<>();

    /**
     * Notes a cell.
     *
     * @param output the text of its result, empty if it had none
     */
    synchronized void add(int count, String code, String output) {
        cells.add(new HistoryEntry(SESSION, count, code, output));
    }

    /** Answers a request. */
    synchronized List<HistoryEntry> find(HistoryRequest request) {
        List<HistoryEntry> found = switch (request.getAccessType()) {
            case TAIL -> last(cells, ((HistoryRequest.Tail) request).getMaxReturnLength());
            case RANGE -> range((HistoryRequest.Range) request);
            case SEARCH -> search((HistoryRequest.Search) request);
        };
        return request.includeOutput()
                ? List.copyOf(found)
                : found.stream().map(CellHistory::withoutOutput).toList();
    }

    private List<HistoryEntry> range(HistoryRequest.Range request) {
        boolean isHere = request.getSessionIndex() == 0 || request.getSessionIndex() == SESSION;
        return cells.stream()
                .filter(cell -> isHere && cell.getCellNumber() >= request.getStart())
                .filter(cell -> request.getStop() <= 0 || cell.getCellNumber() < request.getStop())
                .toList();
    }

    private List<HistoryEntry> search(HistoryRequest.Search request) {
        Pattern glob = Pattern.compile(regex(request.getPattern()), Pattern.DOTALL);
        Map<Object, HistoryEntry> found = new LinkedHashMap<>();
        for (HistoryEntry cell : cells) {
            if (glob.matcher(cell.getInput()).matches()) {
                Object key = request.filterUnique() ? cell.getInput() : cell.getCellNumber();
                found.remove(key);
                found.put(key, cell);
            }
        }
        return last(List.copyOf(found.values()), request.getMaxReturnLength());
    }

    /** Of a glob with * and ?; none means all. */
    private static String regex(String glob) {
        return glob == null
                ? ".*"
                : Pattern.quote(glob).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    }

    /** The last n, or all where a client did not say how many. */
    private static List<HistoryEntry> last(List<HistoryEntry> cells, int n) {
        return n <= 0 ? cells : cells.subList(Math.max(0, cells.size() - n), cells.size());
    }

    private static HistoryEntry withoutOutput(HistoryEntry cell) {
        return new HistoryEntry(cell.getSession(), cell.getCellNumber(), cell.getInput(), null);
    }
}
